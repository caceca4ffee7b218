package dev.conex.daemon;

/// Who we are, and whom we stand in for.
final class Product {
    /// The version of Docker whose manners we have; clients choose what they dare by it.
    static final String DOCKER_VERSION = "28.5.2";
    /// Our own.
    static final String VERSION = "0.1.0";
    /// The program's name.
    static final String NAME = "Conex";

    private Product() {}
}
