package dev.conex.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// PEM files (RFC 7468) of certificates and private keys, also the older key forms that OpenSSL writes.
final class Pem {
    private static final int FILE_BYTES_MAX = 1024 * 1024;
    private static final byte[] RSA_ALGORITHM = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x01, 0x05, 0x00
    };
    private static final byte[] VERSION_ZERO = {0x02, 0x01, 0x00};
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private Pem() {}

    static List<X509Certificate> certificates(Path file) throws IOException {
        var certificates = new ArrayList<X509Certificate>();
        try {
            var factory = CertificateFactory.getInstance("X.509");
            for (byte[] der : blocks(text(file), "CERTIFICATE")) {
                certificates.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("read certificates of \"" + file + "\": " + e.getMessage(), e);
        }
        if (certificates.isEmpty()) {
            throw new IOException("read certificates of \"" + file + "\": there is none");
        }
        return certificates;
    }

    static PrivateKey privateKey(Path file) throws IOException {
        String text = text(file);
        try {
            for (byte[] der : blocks(text, "PRIVATE KEY")) {
                return ofPkcs8(der, file);
            }
            for (byte[] der : blocks(text, "RSA PRIVATE KEY")) {
                return ofPkcs8(wrapped(RSA_ALGORITHM, der), file);
            }
            for (byte[] der : blocks(text, "EC PRIVATE KEY")) {
                return ofPkcs8(wrapped(curveOf(der, file), der), file);
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("read private key of \"" + file + "\": " + e.getMessage(), e);
        }
        throw new IOException("read private key of \"" + file + "\": no unencrypted key in it");
    }

    private static PrivateKey ofPkcs8(byte[] der, Path file) throws IOException {
        var failure = new IOException("read private key of \"" + file + "\": neither RSA, EC nor EdDSA");
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    /// PKCS#8 around an older key: version, algorithm, the key as octets (RFC 5208, 5).
    private static byte[] wrapped(byte[] algorithm, byte[] key) {
        return der(0x30, joined(VERSION_ZERO, algorithm, der(0x04, key)));
    }

    /// The algorithm of an EC key, whose curve stands in its optional field 0 (RFC 5915, 3).
    private static byte[] curveOf(byte[] key, Path file) throws IOException {
        for (int at = 0; at + 4 < key.length; at++) {
            int length = key[at + 1];
            boolean curve =
                    key[at] == (byte) 0xa0 && length > 2 && at + 2 + length <= key.length && key[at + 2] == 0x06;
            if (curve && key[at + 3] == length - 2) {
                byte[] oid = java.util.Arrays.copyOfRange(key, at + 2, at + 2 + length);
                byte[] ecPublicKey = {0x06, 0x07, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x02, 0x01};
                return der(0x30, joined(ecPublicKey, oid));
            }
        }
        throw new IOException("read private key of \"" + file + "\": its curve is not named");
    }

    private static byte[] der(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length < 0x80) {
            out.write(content.length);
        } else {
            out.write(0x82);
            out.write(content.length >> 8);
            out.write(content.length);
        }
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        var out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static List<byte[]> blocks(String text, String label) {
        var blocks = new ArrayList<byte[]>();
        String begin = "-----BEGIN " + label + "-----";
        String end = "-----END " + label + "-----";
        for (int at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 1)) {
            int stop = text.indexOf(end, at);
            if (stop < 0) {
                throw new IllegalArgumentException("block \"" + label + "\" has no end");
            }
            blocks.add(Base64.getMimeDecoder().decode(text.substring(at + begin.length(), stop)));
        }
        return blocks;
    }

    private static String text(Path file) throws IOException {
        if (Files.size(file) > FILE_BYTES_MAX) {
            throw new IOException("read \"" + file + "\": over " + FILE_BYTES_MAX + " bytes");
        }
        return Files.readString(file, StandardCharsets.US_ASCII);
    }
}
