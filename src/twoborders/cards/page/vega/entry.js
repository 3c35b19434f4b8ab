import { transforms } from "vega-dataflow";
import * as tx from "vega-transforms";
import * as vtx from "vega-view-transforms";
import * as encode from "vega-encode";
Object.assign(transforms, tx, vtx, encode);
export { View } from "vega-view";
export { parse } from "vega-parser";
export { expressionInterpreter } from "vega-interpreter";
