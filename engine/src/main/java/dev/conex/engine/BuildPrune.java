package dev.conex.engine;

/// Which cached steps to remove; 0 = no such bound.
public record BuildPrune(boolean all, long keepBytes, Filters filters) {}
