import { testStore } from "../contract/store.ts";
import { createMemoryStore } from "./memory-store.ts";

testStore("createMemoryStore", async () => createMemoryStore());
