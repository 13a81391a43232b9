// Takes the Graphviz module out of an unpacked npm package `@viz-js/viz`.
//
//     npm pack @viz-js/viz@3.31.0 && tar xzf viz-js-viz-3.31.0.tgz
//     node assets/rebuild.mjs package assets
//     zopfli --i15 assets/graphviz-16.1.0.wasm && rm assets/graphviz-16.1.0.wasm
//
// Writes `graphviz-<version>.wasm` and prints what README.md records. The
// package keeps the module as text inside lib/backend.js; the only moment at
// which its bytes exist is the call of WebAssembly.instantiate.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [source, target] = process.argv.slice(2);
if (!source || !target) {
  throw new Error("usage: node rebuild.mjs PACKAGE_FOLDER ASSETS_FOLDER");
}

const load = (file) => import(pathToFileURL(resolve(source, file)));
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");

async function moduleBytes() {
  let found;
  WebAssembly.instantiate = async (bytes) => {
    found = Buffer.from(bytes);
    throw new Error("intercepted");
  };
  console.error = () => {};
  const { default: start } = await load("lib/backend.js");
  await start({}).catch(() => {});
  return found;
}

// The names that `names.rs` has to know, as "minified real".
function names() {
  const text = readFileSync(resolve(source, "lib/backend.js"), "utf8");
  const exports = [...text.matchAll(/(\w+)(?:"\])?=wasmExports\["(\w+|\$)"\]/g)];
  const imports = /var wasmImports=\{([^}]*)\}/.exec(text)[1];
  return { exports: exports.map((m) => `${m[2]} ${m[1]}`), imports: imports.split(",") };
}

const { version } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
const { graphvizVersion } = await load("lib/metadata.js");
const raw = await moduleBytes();
const file = `graphviz-${graphvizVersion}.wasm`;
writeFileSync(join(target, file), raw);
console.log({ package: version, file, raw: raw.length, "raw sha256": sha256(raw) });
console.log(names());
