package dev.conex.build;

import dev.conex.build.dockerfile.IgnoreRules;
import dev.conex.linux.Dir;

/// The files a build may copy from: a directory that nobody changes meanwhile, less what is ignored. Whoever made it
/// closes the directory after the build.
public record BuildContext(Dir root, IgnoreRules ignored) {}
