package dev.conex.engine;

import java.util.List;

/// What a registry has under a name.
public record ImageDistribution(ImageDescriptor descriptor, List<ImageDescriptor> platforms) {}
