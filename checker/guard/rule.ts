export { type Place, type Rule, refusal } from "../core/rule.ts";
