package dev.conex.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// A part of a netlink answer behind its header: a fixed part and attributes by number.
record NetlinkReply(int type, ByteBuffer payload) {
    private static final int TYPE_MASK = 0x3fff;
    private static final int ATTRIBUTE_HEADER = 4;

    int u8(int offset) {
        return payload.get(offset) & 0xff;
    }

    int u16(int offset) {
        return payload.getShort(offset) & 0xffff;
    }

    int s32(int offset) {
        return payload.getInt(offset);
    }

    /// The attributes behind a fixed part; a truncated one ends them.
    Map<Integer, ByteBuffer> attributes(int fixed) {
        return attributes(payload, fixed);
    }

    static Map<Integer, ByteBuffer> attributes(ByteBuffer from, int start) {
        var found = new HashMap<Integer, ByteBuffer>();
        int at = start;
        while (at + ATTRIBUTE_HEADER <= from.limit()) {
            int length = from.getShort(at) & 0xffff;
            if (length < ATTRIBUTE_HEADER || at + length > from.limit()) {
                break;
            }
            int type = from.getShort(at + 2) & TYPE_MASK;
            found.put(
                    type,
                    from.slice(at + ATTRIBUTE_HEADER, length - ATTRIBUTE_HEADER).order(ByteOrder.nativeOrder()));
            at += (length + 3) & ~3;
        }
        return found;
    }

    static byte[] bytes(ByteBuffer value) {
        var copy = new byte[value.limit()];
        value.get(0, copy);
        return copy;
    }

    static String text(ByteBuffer value) {
        var all = bytes(value);
        int end = 0;
        while (end < all.length && all[end] != 0) {
            end++;
        }
        return new String(all, 0, end, StandardCharsets.UTF_8);
    }
}
