// PouchDB and express-pouchdb: `node pouch.js MODULES serve HOST PORT FOLDER` or `… prepare|deliver FOLDER URL TREE`.
const fs = require("fs");
const path = require("path");
const { createRequire } = require("module");

const [, , modules, what, ...words] = process.argv;
const load = createRequire(path.join(modules, "x.js"));
const PouchDB = load("pouchdb");

function serve(host, port, folder) {
  process.chdir(folder);
  const app = load("express")();
  const settings = { logPath: path.join(folder, "log.txt"), configPath: path.join(folder, "config.json") };
  app.use("/", load("express-pouchdb")(PouchDB.defaults({ prefix: folder + "/" }), settings));
  app.listen(Number(port), host);
}

async function prepare(database, tree) {
  const scans = fs.readdirSync(path.join(tree, "media")).sort();
  const records = fs.readdirSync(path.join(tree, "records")).sort();
  const documents = records.map((name) => ({ _id: name, ...JSON.parse(fs.readFileSync(path.join(tree, "records", name))) }));
  scans.forEach((name, at) => {
    const data = fs.readFileSync(path.join(tree, "media", name));
    documents[at * 20]._attachments = { [name]: { content_type: "image/jpeg", data } };
  });
  await database.bulkDocs(documents);
}

async function client(folder, url, tree) {
  const database = new PouchDB(path.join(folder, "local"));
  const start = process.hrtime.bigint();
  if (what === "prepare") await prepare(database, tree);
  else {
    const done = await database.replicate.to(url);
    if (!done.ok || done.doc_write_failures) process.exit(2);
  }
  console.log(JSON.stringify({ seconds: Number(process.hrtime.bigint() - start) / 1e9 }));
  await database.close();
  process.exit(0);
}

if (what === "serve") serve(...words);
else client(...words).catch((error) => { console.error(error); process.exit(1); });
