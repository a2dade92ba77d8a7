import express, { Express } from "express";
import { Store } from "./store";

export function createApp(store: Store): Express {
  const app = express();
  app.use(express.json());

  app.get("/todos", (_request, response) => {
    response.json(store.all());
  });

  app.post("/todos", (request, response) => {
    const title = request.body.title;
    if (typeof title !== "string" || title === "") {
      response.status(400).json({ error: "a todo needs a title" });
      return;
    }
    response.status(201).json(store.add(title));
  });

  return app;
}
