import { check, dataOutlives, Finding, goesOnWithout } from "../../../kit/kit.ts";
import { threeApps } from "./scaled.ts";
import { counts, givenCode } from "./together.ts";
import { APP_PORT, countedVisit } from "./visit.ts";

const section = "one-compose-file";

const stateless = check(
  "compose: a new app container goes on counting",
  {
    points: 5,
    section,
    needs: counts,
    closer: givenCode,
    why: "A container that keeps nothing can be replaced at any time: that is how new versions are brought out.",
  },
  async (work, { file, stack }) => {
    const old = await stack.container("app");
    const before = await countedVisit(work, () => stack.url(APP_PORT), old);
    await stack.remove("app");
    await stack.up();
    const app = await stack.container("app");
    if (app.id === old.id) throw new Error("the container of app was to be removed, and is still there");
    const after = await countedVisit(work, () => stack.url(APP_PORT), app);
    if (after <= before) throw lost("The count is gone with the container of app.", before, after);
    return { file, stack };
  },
);

const away = check(
  "compose: without db the app says so, and goes on when db is back",
  {
    points: 5,
    section,
    needs: counts,
    after: [stateless],
    closer: givenCode,
    why: "Something is always away for a moment. Who waits forever, or gives up for good, makes it worse.",
  },
  (work, { stack }) =>
    goesOnWithout(work, stack, {
      ...{ service: "db", asked: "app", port: APP_PORT, status: 503, cannot: "count" },
      healed: async () => countedVisit(work, await stack.url(APP_PORT), await stack.container("app")),
    }),
);

const scaled = check(
  "compose: three app containers share one count",
  {
    points: 5,
    section,
    needs: stateless,
    // What did not come back when db did is away here, too.
    closer: [away, ...givenCode],
    why: "More containers of the same service serve more visitors, as long as what they know is in one place.",
  },
  (work, { file, stack }) => threeApps(work, stack, file),
);

const data = dataOutlives({
  section,
  needs: stateless,
  after: [away, scaled],
  prepare: async ({ file, stack }) => {
    await stack.use(file.model);
    await stack.up();
  },
  read: async (work, { stack }) => countedVisit(work, () => stack.url(APP_PORT), await stack.container("app")),
  kept: {
    title: "compose: the count survives down and up",
    points: 5,
    why: "Containers come and go, data has to stay: that is what volumes are for.",
    lost: (before, after) =>
      after <= before ? lost("The count is gone when everything was taken down.", before, after) : undefined,
  },
  forgotten: {
    title: "compose: down with the volumes forgets the count",
    points: 5,
    why: "Whoever wants to begin anew has to be able to: what belongs to the application goes with it, and nothing is left.",
    left: (before, after, { name }) =>
      after >= before
        ? new Finding("DATA_KEPT", "The count is still there after everything was taken down with its volumes.", {
            expected: "the first visits of a new count",
            actual: `visit number ${after}, after visit number ${before}`,
            file: name,
          })
        : undefined,
  },
  ports: [APP_PORT],
});

function lost(message: string, before: number, after: number): Finding {
  return new Finding("DATA_LOST", message, {
    expected: `a number above ${before}`,
    actual: `visit number ${after}`,
    hint: "Look at where redis writes its data, and at what of it is still there in a new container.",
  });
}

export const lasting = [stateless, away, scaled, ...data];
