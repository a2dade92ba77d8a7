import assert from "node:assert/strict";
import test from "node:test";
import { split } from "./split.js";

test("splits a bill with its tip", () => {
  assert.equal(split(100, 10, 2), 55);
  assert.equal(split(50, 0, 1), 50);
});

test("rounds up to whole cents", () => {
  assert.equal(split(10, 0, 3), 3.34);
});

test("refuses what nobody can pay", () => {
  assert.throws(() => split(10, 0, 0), RangeError);
  assert.throws(() => split(-1, 0, 1), RangeError);
  assert.throws(() => split(1, -1, 1), RangeError);
  assert.throws(() => split(1, 0, 1.5), RangeError);
  assert.throws(() => split(Number.NaN, 0, 1), RangeError);
});
