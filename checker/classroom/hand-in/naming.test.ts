import { expect, test } from "vitest";
import { classroomPrefix, isFromPlatform, nameOf, slugOf } from "./naming.ts";

test.each([
  ["Ada Lovelace_4711_assignsubmission_file_", { label: "Ada Lovelace", number: "4711", late: false }],
  [
    "Ada_Maria Lovelace_4711_assignsubmission_file_my_work.zip",
    { label: "Ada_Maria Lovelace", number: "4711", late: false },
  ],
  ["Participant 4711_4711_assignsubmission_onlinetext_", { label: "Participant 4711", number: "4711", late: false }],
  ["lovelaceada_4711_99_my_work.zip", { label: "lovelaceada", number: "4711", late: false }],
  ["lovelaceada_LATE_4711_99_work-1.zip", { label: "lovelaceada", number: "4711", late: true }],
  ["ada.lovelace.tar.gz", { label: "ada.lovelace", late: false }],
  ["ada", { label: "ada", late: false }],
  ["ada_lovelace", { label: "ada_lovelace", late: false }],
])("%s", (entry, named) => expect(nameOf(entry)).toEqual(named));

test("only the platforms' names are theirs", () => {
  expect(["Ada_1_assignsubmission_file_", "lovelaceada_1_2_x.zip"].every(isFromPlatform)).toBe(true);
  expect(["ada", "ada_lovelace", "part1_2024", "team_12"].some(isFromPlatform)).toBe(false);
});

test("a folder of GitHub Classroom's clones: what stands before the logins goes", () => {
  const prefix = classroomPrefix("docker-submissions", ["docker-ada", "docker-bob"]);
  expect(nameOf("docker-ada", prefix).label).toBe("ada");
  expect(classroomPrefix("docker-submissions", ["docker-ada", "other"])).toBe("");
  expect(classroomPrefix("docker", ["docker-ada"])).toBe("");
});

test.each([
  ["Ada Lovelace", "ada-lovelace"],
  ["Žofie Nováková", "zofie-novakova"],
  ["../../etc/passwd", "etc-passwd"],
  ["<script>alert(1)</script>", "script-alert-1-script"],
  ["漢字", ""],
  ["x".repeat(100), "x".repeat(60)],
])("%j in a path: %j", (label, slug) => expect(slugOf(label)).toBe(slug));
