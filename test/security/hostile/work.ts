import type { Edit } from "../../../checker/kit/answers/answers.ts";

/** The reference, made dangerous in one way. It has to be refused before anything of it runs. */
export interface HostileWork {
  readonly title: string;
  readonly part: string;
  /** Title of the check that has to fail. */
  readonly fails: string;
  readonly edit: Edit;
  /** The rule that has to refuse it. */
  readonly rule?: string;
  /** What the finding has to say, where Compose itself refuses it before any rule does. */
  readonly says?: RegExp;
  /** As a class is graded: nothing may reach the Internet. */
  readonly network?: "none";
}
