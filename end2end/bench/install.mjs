// Installs the peers, once.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { here } from "./servers.mjs";

const needed = ["better-sqlite3/build", ...Object.keys(JSON.parse(fs.readFileSync(path.join(here, "package.json"), "utf8")).dependencies)];
if (!needed.every((name) => fs.existsSync(path.join(here, "node_modules", name)))) {
  // better-sqlite3 is compiled; its headers are Node's own, where it has them.
  const prefix = path.dirname(path.dirname(process.execPath));
  const env = { ...process.env };
  if (fs.existsSync(path.join(prefix, "include/node/node.h"))) env.npm_config_nodedir = prefix;
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: here, env, stdio: "inherit" });
}
