import { type Model, render } from "../engine/compose.ts";
import type { CommandResult, Session } from "../engine/session.ts";
import { guardComposeFiles } from "./compose-files.ts";
import { type JudgedModel, judgeModel } from "./model.ts";

/**
 * What Compose makes of the files of a stranger: their paths are judged before Compose reads them, and the model is
 * judged before anybody can start it. What is refused is thrown as a finding.
 */
export async function renderGuarded(
  session: Session,
  project: string,
  dir: string,
  files: readonly string[],
): Promise<{ readonly model: JudgedModel } | { readonly failed: CommandResult }> {
  const sources = await guardComposeFiles(dir, files);
  const rendered = await render(session, project, dir, files);
  if (!("model" in rendered)) return rendered;
  return { model: await judgeModel(withoutNothing(rendered.model), dir, sources) };
}

/** A model without services has none, and not nothing. */
function withoutNothing(model: Model): Model {
  return { ...model, services: model.services ?? {} };
}
