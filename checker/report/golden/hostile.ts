import type { Report } from "../../core/report.ts";
import { failed, report, result } from "./make.ts";

/** What a student could write wherever a student can write. */
export const nasty = [
  "\u001b[2J\u001b[1;1Hwiped",
  "\u001b]0;title\u0007\u001b]52;c;cm0gLXJm\u0007",
  "\u001b]8;;http://example.test\u001b\\link\u001b]8;;\u001b\\",
  "\u009b31mred\u009d52;c;AAAA\u009c",
  "100%\rgone",
  "a\b\bb\u0000\u007f\u0085",
  "\u202egnp.exe\u2066\u200b",
  "\ud800lone\udfff",
  `</pre></style><script>alert(1)</script><img src=x onerror="alert(2)">`,
  `" onmouseover="alert(3)' style='x`,
  "&lt;b&gt; <!-- --> ]]>",
  "<![CDATA[ ]]><failure/> \ufffe\uffff",
  "\n::error title=x::y%0A::warning::z\n  ::stop-commands::a ##[error]b",
  "Z\u0301\u0302\u0303\u0304\u0305\u0306\u0307algo",
  "漢字 and 👩‍👩‍👧‍👦",
];

const mess = nasty.join(" ");

export function withTexts(text: string): Report {
  const shaped = report(
    [
      result(
        text,
        5,
        failed({
          message: text,
          expected: text,
          actual: text,
          evidence: nasty.join("\n"),
          hint: text,
          file: text,
          line: 3,
        }),
        {
          why: text,
          section: text,
        },
      ),
      result("blocked", 5, { status: "blocked", by: text, cause: "failed" }, { section: text }),
      result(
        "errored",
        5,
        { status: "errored", error: { code: text, message: text, advice: text } },
        { section: text },
      ),
      result("advice", 0, failed({ message: text, evidence: text }), { section: text, why: text }),
    ],
    {
      lab: text,
      part: text,
      title: text,
      submission: text,
      startedAt: text,
      restored: [text],
      notes: [text],
      kept: text,
      exhibits: [
        { title: text, unit: text, caption: text, bars: [{ label: text, group: text, value: 3, note: text }] },
      ],
      steps: [{ phase: "build", subject: text, start: 0, seconds: 1 }],
    },
  );
  const { environment } = shaped;
  return {
    ...shaped,
    environment: { ...environment, engine: text, platform: text, images: [{ tag: text, id: text }] },
  };
}

export const hostile = withTexts(mess);
