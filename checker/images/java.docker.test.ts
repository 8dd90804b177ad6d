import { beforeAll, expect, test } from "vitest";
import { ensureReady } from "../setup/ready.ts";
import { tryBuild } from "./testing.ts";

const { env } = process;
const images = ["eclipse-temurin:21-jdk", "eclipse-temurin:21-jre"];
beforeAll(() => ensureReady({ env, say: () => {}, images }), 600_000);

const DRIVER = "RUN apt-get update && apt-get install -y --no-install-recommends libpostgresql-jdbc-java\n";
const FILES = {
  "Hello.java": `class Hello {
    public static void main(String[] args) throws Exception {
      System.out.println("Java " + Runtime.version().feature());
      System.out.println(java.sql.DriverManager.drivers().map(d -> d.getClass().getName()).toList());
    }
  }`,
};

test.concurrent("without a network: a build stage with the compiler, a driver from apt, a small image to run", async () => {
  const dockerfile = `FROM eclipse-temurin:21-jdk AS build
WORKDIR /src
${DRIVER}COPY Hello.java .
RUN javac -d classes Hello.java
FROM eclipse-temurin:21-jre
COPY --from=build /src/classes /usr/share/java/postgresql.jar /app/
CMD ["java", "-cp", "/app:/app/postgresql.jar", "Hello"]
`;
  const result = await tryBuild(env, dockerfile, { files: FILES, run: [] });
  expect(result.output).toMatch(/^Java 21\n\[org\.postgresql\.Driver\]$/);
});

test.concurrent("a Java of one's own without what is for debugging", async () => {
  const link = "jlink --strip-debug --add-modules java.base --output /java && /java/bin/java -version";
  const { ok, output } = await tryBuild(env, `FROM eclipse-temurin:21-jdk\nRUN ${link}\n`);
  expect(output).toContain("OpenJDK");
  expect(ok).toBe(true);
});

test.concurrent("the driver can be installed in the JRE as well", async () => {
  const run = ["ls", "-L", "/usr/share/java/postgresql.jar"];
  expect((await tryBuild(env, `FROM eclipse-temurin:21-jre\n${DRIVER}`, { run })).ok).toBe(true);
});

test.concurrent("a Dockerfile that installs nothing has no driver", async () => {
  const dockerfile = "FROM eclipse-temurin:21\nCOPY Hello.java .\nRUN javac Hello.java\n";
  const result = await tryBuild(env, dockerfile, { files: FILES, run: ["java", "-cp", ".", "Hello"] });
  expect(result.output).toBe("Java 21\n[]");
});

test.concurrent("the JRE has no compiler in any form", async () => {
  const { ok, output } = await tryBuild(env, "FROM eclipse-temurin:21-jre\nCOPY Hello.java .\nRUN java Hello.java\n", {
    files: FILES,
  });
  expect(ok).toBe(false);
  expect(output).toMatch(/jdk\.compiler not found|Module jdk\.compiler/);
  expect((await tryBuild(env, "FROM eclipse-temurin:21-jre\nRUN javac -version\n")).output).toContain("not found");
});

test.concurrent("a package that is not there is not found, without waiting for a mirror", async () => {
  const { ok, output } = await tryBuild(
    env,
    "FROM eclipse-temurin:21-jdk\nRUN apt-get update && apt-get install -y maven\n",
  );
  expect(ok).toBe(false);
  expect(output).toContain("Unable to locate package maven");
  expect(output).not.toContain("Temporary failure");
});
