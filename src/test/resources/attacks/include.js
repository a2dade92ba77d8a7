import secret from "@CANARY@/secret.txt";
require("@CANARY@/secret.txt");
const text = require("fs").readFileSync("@CANARY@/secret.txt", "utf8");
console.log(secret, text
