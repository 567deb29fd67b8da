package dev.gantry.wasm.text;

/** The index spaces of a module but that of types, which {@link TypeReader} keeps. */
final class ModuleSpaces {
    final IndexSpace functions = new IndexSpace("function", "func");
    final IndexSpace tables = new IndexSpace("table", "table");
    final IndexSpace memories = new IndexSpace("memory", "memory");
    final IndexSpace globals = new IndexSpace("global", "global");
    final IndexSpace elements = new IndexSpace("elem segment", "elem");
    final IndexSpace data = new IndexSpace("data segment", "data");
}
