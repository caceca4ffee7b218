package dev.conex.build;

/// One thing that a key was made of: its name (`args`, `environment`, `input 3`, `files of .`) and its value or hash.
public record KeyPart(String name, String value) {}
