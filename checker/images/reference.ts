/** `docker.io/library/python` and `python` are both `python:latest`. */
export function normalReference(reference: string): string {
  const short = reference.replace(/^(docker\.io\/|index\.docker\.io\/)?(library\/)?/, "");
  return /[:@][^/]*$/.test(short) ? short : `${short}:latest`;
}
