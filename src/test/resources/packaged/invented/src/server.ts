import { createApp } from "./app";
import { Store } from "./store";

const port = Number(process.env.PORT ?? 3000);
createApp(new Store()).listen(port, () => {
  console.log(`listening on port ${port}`);
});
