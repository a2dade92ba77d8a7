import request from "supertest";
import { describe, expect, it } from "vitest";
import { createApp } from "../src/app";
import { Store } from "../src/store";

describe("the API", () => {
  it("creates a todo and lists it", async () => {
    const app = createApp(new Store());
    const created = await request(app).post("/todos").send({ title: "tea" });
    expect(created.status).toBe(201);
    expect(created.body).toEqual({ id: 1, title: "tea" });

    const second = await request(app).post("/todos").send({ title: "milk" });
    expect(second.body.id).toBe(2);

    const listed = await request(app).get("/todos");
    expect(listed.status).toBe(200);
    expect(listed.body).toEqual([{ id: 1, title: "tea" }, { id: 2, title: "milk" }]);
  });

  it("refuses a todo without a title", async () => {
    const app = createApp(new Store());
    for (const body of [{}, { title: "" }, { title: 7 }]) {
      const refused = await request(app).post("/todos").send(body);
      expect(refused.status).toBe(400);
      expect(refused.body.error).toBe("a todo needs a title");
    }
    expect((await request(app).get("/todos")).body).toEqual([]);
  });
});
