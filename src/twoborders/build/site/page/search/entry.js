import MiniSearch from "minisearch";
globalThis.twoborders.MiniSearch = MiniSearch;
