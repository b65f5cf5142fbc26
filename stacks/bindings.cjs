"use strict";
// What stacks/bindings.py does for Python, here for Node.js: the index of the AWS bindings requires 2,215 modules,
// of which a few dozen are used; each is loaded when something in it is first asked for. So is what packs archives,
// which cdktf requires, and with which this application packs nothing.
const Module = require("node:module");
const INDEX = "/@cdktf/provider-aws/lib/index.js";
const PACKING = "/cdktf/lib/private/fs.js";
const HERE = Symbol.for("fraud-detection.lazy-bindings");
const load = Module._load;
// Two checkouts may each name their own copy of this script: one is enough.
if (!Module[HERE]) {
  Module[HERE] = true;
  Module._load = function (request, parent, isMain) {
    const packs = request === "archiver" && parent?.filename?.endsWith(PACKING);
    if (!packs && !(parent?.filename?.endsWith(INDEX) && request.startsWith("./"))) {
      return load.call(this, request, parent, isMain);
    }
    let found;
    const loaded = () => (found ??= load.call(Module, request, parent, isMain));
    return new Proxy(packs ? () => {} : {}, {
      apply: (_, self, given) => loaded().apply(self, given),
      get: (_, name) => loaded()[name],
      has: (_, name) => name in loaded(),
      ownKeys: () => Reflect.ownKeys(loaded()),
      getOwnPropertyDescriptor: (_, name) => ({ ...Object.getOwnPropertyDescriptor(loaded(), name), configurable: true }),
    });
  };
}
