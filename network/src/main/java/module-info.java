/// Gives a container its links, addresses, ports and names.
@org.jspecify.annotations.NullMarked
module dev.conex.network {
    requires static org.jspecify;
    requires dev.conex.linux;
    requires org.dnsjava;

    exports dev.conex.network;
}
