import { io, newProgram, run, signal } from "./command-line/command-line.ts";
import { pathFromHere, pattern, positive, several } from "./command-line/values.ts";
import type { CheckOptions } from "./commands/check.ts";
import type { GradeOptions } from "./commands/grade.ts";
import type { ProveOptions } from "./commands/prove.ts";
import { tellCalls } from "./engine/debug.ts";
import { reporters } from "./report/reporters.ts";

tellCalls(io.env, io.say);

const program = newProgram("npm run", "Checks what students build with Docker by really running it.");

program
  .command("check")
  .argument("[name]", "a part (part1) or a lab (dockercoins); without it, what there is")
  .option("--in <dir>", "the folder with the work to check (default: labs)", pathFromHere)
  .option(
    "--report <format=file>",
    `write the report as ${Object.keys(reporters).join(", ")}; without =file to stdout; may be given several times`,
    several,
  )
  .option("--json [file]", "short for --report json=file; without a file to stdout")
  .option("--html <file>", "short for --report html=file")
  .option("--list", "show what there is to check, with --json for programs")
  .option(
    "--explain <check>",
    "tell everything about one check (its title, or words of it; with a name, of that part or lab), or about a code",
  )
  .option("--no-internet", "builds and containers reach nothing outside, as when strangers are graded")
  .option("--keep", "leave the judged stack up, and say where it is")
  .description("judge a part, or all parts of a lab")
  .addHelpText("after", "\nExit codes: 0 everything passed, 1 something failed, 2 wrong usage, 3 could not be judged.")
  .action(async (name: string | undefined, options: CheckOptions) => {
    const { check } = await import("./commands/check.ts");
    process.exitCode = await check(name, options, io, signal);
  });

program
  .command("grade")
  .argument("<submissions...>", "folders and archives with what a class has handed in")
  .option("--lab <name>", "grade all parts of this lab")
  .option("--part <name>", "grade this part; may be given several times", several)
  .option("--out <dir>", "where the gradebook goes", pathFromHere, pathFromHere("grades"))
  .option("--roster <file>", "a CSV file with the students: id, login, name, e-mail, group", pathFromHere)
  .option("--jobs <n>", "how many are judged at the same time (default: what the machine carries)", positive)
  .option("--again <pattern>", "judge these submissions again, although nothing has changed", pattern)
  .option("--report <format=place>", "write canvas, classroom, ctrf, gradescope, junit, moodle or sarif, too", several)
  .option("--internet", "builds and containers may reach the Internet")
  .description("grade a class, and make a gradebook")
  .addHelpText(
    "after",
    "\nExit codes: 0 there is a mark for everybody, 2 wrong usage, 3 something could not be judged.",
  )
  .action(async (submissions: string[], options: GradeOptions) => {
    const { grade } = await import("./commands/grade.ts");
    process.exitCode = await grade(submissions.map(pathFromHere), options, io, signal);
  });

program
  .command("doctor")
  .description("show what this machine has, what is missing, and what to do")
  .action(async () => {
    const { doctor } = await import("./commands/doctor.ts");
    process.exitCode = await doctor(io);
  });

program
  .command("images")
  .argument("[action]", "list, build, pull or remove", "list")
  .description("the classroom images: where each comes from, and how to get them")
  .action(async (action: string) => {
    const { images } = await import("./commands/images.ts");
    process.exitCode = await images(io, action);
  });

program
  .command("prove")
  .argument("[lab]", "one lab (all when not given)")
  .option("--only <pattern>", "only what has a part or title that matches", pattern)
  .option("--jobs <n>", "how many are judged at the same time (default: the number of cores)", positive)
  .description("prove a lab: its starter, its reference, and every wrong and right answer")
  .action(async (lab: string | undefined, options: ProveOptions) => {
    const { prove } = await import("./commands/prove.ts");
    process.exitCode = await prove(lab, options, io, signal);
  });

program
  .command("new-lab")
  .argument("<name>", "small letters, digits, and dashes: a folder, and what students type")
  .description("write the skeleton of a lab, which can be proven as it is")
  .addHelpText(
    "after",
    "\nWhat comes next is in docs/authoring.md. Exit codes: 0 written, 2 wrong usage, and nothing written.",
  )
  .action(async (name: string) => {
    const { newLab } = await import("./commands/new-lab.ts");
    process.exitCode = await newLab(name, io);
  });

program
  .command("bench")
  .argument("[names...]", "parts or labs (all of them when not given), or grade: a class")
  .option("--runs <n>", "pairs of each part", positive, 5)
  .description("time the checker against the plain docker commands that do the same work")
  .action(async (names: string[], { runs }: { runs: number }) => {
    const { bench } = await import("./bench/bench.ts");
    const { ensureReady } = await import("./setup/ready.ts");
    await ensureReady({ ...io, images: "classroom" });
    io.print(await bench({ env: io.env, names, runs, say: io.say }));
  });

await run(program);
