//! YAML, checker, compiler, manifest.
