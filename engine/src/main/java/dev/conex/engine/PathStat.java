package dev.conex.engine;

import java.time.Instant;

/// One file. `mode` is the kernel's `st_mode` (type and permission bits).
public record PathStat(String name, long size, int mode, Instant modified, String linkTarget) {}
