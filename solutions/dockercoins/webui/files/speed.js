// From a counter to a speed.
//
// Workers add to the counter about once a second, so it climbs in steps: the difference of two
// readings jumps between nothing and a lot. Instead we lay a straight line through the readings
// of the last ten seconds, as close to all of them as can be (least squares). Its slope is the speed.

const WINDOW = 10; // seconds: longer is calmer, shorter notices a change earlier
const SHORTEST = 5; // seconds of readings that make a speed worth showing
const GAP = 5; // seconds without a reading after which the old readings say nothing

export class Speedometer {
  #readings = []; // { time, count }

  /** Does this reading go on from the last one? */
  follows(time, count) {
    const last = this.#readings.at(-1);
    return last === undefined || (time > last.time && count >= last.count);
  }

  /** Takes a reading (seconds, counter) and gives the speed per second, or undefined: too early to say. */
  read(time, count) {
    const last = this.#readings.at(-1);
    if (!this.follows(time, count) || (last && time - last.time > GAP)) this.#readings = [];
    this.#readings.push({ time, count });
    this.#readings = this.#readings.filter((reading) => reading.time >= time - WINDOW);
    return time - this.#readings[0].time < SHORTEST ? undefined : slope(this.#readings);
  }
}

function slope(readings) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const time = mean(readings.map((reading) => reading.time));
  const count = mean(readings.map((reading) => reading.count));
  const together = mean(readings.map((reading) => (reading.time - time) * (reading.count - count)));
  const spread = mean(readings.map((reading) => (reading.time - time) ** 2));
  return together / spread;
}
