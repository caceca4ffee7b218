package dev.conex.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/// One netlink request in the making (netlink(7)): a header, a fixed part, attributes. Everything is in host order and
/// padded to four bytes.
final class NetlinkMessage {
    static final int HEADER = 16;
    private static final int ATTRIBUTE_HEADER = 4;
    private static final int NESTED = 0x8000;
    private static final int FIRST_SIZE = 256;
    private static final int ALIGN = 4;

    private final String subject;
    private ByteBuffer bytes = ByteBuffer.allocate(FIRST_SIZE).order(ByteOrder.nativeOrder());

    /// @param subject what it is about, for errors
    NetlinkMessage(int type, int flags, String subject) {
        this.subject = subject;
        bytes.putInt(0).putShort((short) type).putShort((short) flags).putInt(0).putInt(0);
    }

    String subject() {
        return subject;
    }

    int type() {
        return bytes.getShort(4) & 0xffff;
    }

    NetlinkMessage u8(int value) {
        room(1);
        bytes.put((byte) value);
        return this;
    }

    NetlinkMessage u16(int value) {
        room(2);
        bytes.putShort((short) value);
        return this;
    }

    NetlinkMessage u32(int value) {
        room(4);
        bytes.putInt(value);
        return this;
    }

    NetlinkMessage attribute(int type, byte[] value) {
        room(ATTRIBUTE_HEADER + value.length + ALIGN);
        bytes.putShort((short) (ATTRIBUTE_HEADER + value.length))
                .putShort((short) type)
                .put(value);
        pad();
        return this;
    }

    /// A string with its zero.
    NetlinkMessage attribute(int type, String value) {
        return attribute(
                type,
                Arrays.copyOf(
                        value.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8).length + 1));
    }

    NetlinkMessage attribute(int type, int value) {
        return attribute(
                type,
                ByteBuffer.allocate(4)
                        .order(ByteOrder.nativeOrder())
                        .putInt(value)
                        .array());
    }

    NetlinkMessage byteAttribute(int type, int value) {
        return attribute(type, new byte[] {(byte) value});
    }

    /// Attributes inside an attribute.
    NetlinkMessage nested(int type, Consumer<NetlinkMessage> content) {
        room(ATTRIBUTE_HEADER);
        int start = bytes.position();
        bytes.putShort((short) 0).putShort((short) (type | NESTED));
        content.accept(this);
        bytes.putShort(start, (short) (bytes.position() - start));
        pad();
        return this;
    }

    /// The finished bytes under a sequence number.
    byte[] bytes(int sequence) {
        bytes.putInt(0, bytes.position()).putInt(8, sequence);
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private void pad() {
        while (bytes.position() % ALIGN != 0) {
            bytes.put((byte) 0);
        }
    }

    private void room(int more) {
        if (bytes.remaining() < more + ALIGN) {
            var larger = ByteBuffer.allocate(2 * (bytes.capacity() + more)).order(ByteOrder.nativeOrder());
            larger.put(bytes.flip());
            bytes = larger;
        }
    }
}
