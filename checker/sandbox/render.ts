import type { ComposeReader } from "../engine/compose-reader.ts";
import { render } from "../engine/render.ts";
import { readComposeFiles } from "./compose-files.ts";
import { type JudgedModel, judgeModel } from "./model.ts";
import { sealed } from "./sealed.ts";
import { type Source, shallow } from "./yaml.ts";

/** What Compose says about the files beside the model. */
interface Said {
  readonly sources: readonly Source[];
  readonly warnings: readonly string[];
}

export type Guarded = Said & ({ readonly model: JudgedModel } | { readonly failed: string });

/**
 * What Compose makes of the files of a stranger. It reads them where nothing else can be read, and the model is judged
 * before anybody can start it. What is refused is thrown as a finding.
 */
export async function renderGuarded(
  reader: ComposeReader,
  project: string,
  dir: string,
  files: readonly string[],
): Promise<Guarded> {
  reader.warm();
  const sources = await readComposeFiles(dir, files);
  const rendered = await render(reader, project, files);
  if (!("model" in rendered)) return { ...rendered, sources };
  const { model: raw } = rendered;
  const model = await judgeModel(
    shallow(files[0] ?? "", () => sealed(raw, dir)),
    dir,
    sources,
  );
  return { model, sources, warnings: rendered.warnings };
}
