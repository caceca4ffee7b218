package dev.conex.oci;

/// What a document is, decided by its media type and held against its content: the two may not disagree.
public enum DocumentKind {
    MANIFEST,
    INDEX;

    /// What the document is, its type and its fields agreeing.
    ///
    /// @throws MalformedContent when it is neither, or both
    public static DocumentKind of(Document document) throws MalformedContent {
        var kind = MediaType.isIndex(document.mediaType()) ? INDEX : MANIFEST;
        kind.fields(document);
        return kind;
    }

    /// The media type that the document itself states, or the one that its fields imply; for a sender that gave none.
    ///
    /// @throws MalformedContent when it is not an image document
    public static String mediaTypeOf(byte[] bytes) throws MalformedContent {
        var fields = new JsonFields(StrictJson.object(bytes, Manifest.BYTES_MAX, "document"), "document");
        var stated = fields.text("mediaType");
        if (!stated.isEmpty()) {
            return stated;
        }
        return fields.has("manifests") ? MediaType.OCI_INDEX : MediaType.OCI_MANIFEST;
    }

    JsonFields fields(Document document) throws MalformedContent {
        var where = this == INDEX ? "index" : "manifest";
        var mediaType = document.mediaType();
        var expected = this == INDEX ? MediaType.isIndex(mediaType) : MediaType.isManifest(mediaType);
        if (!expected) {
            throw new MalformedContent("%s: unsupported media type \"%s\"".formatted(where, mediaType));
        }
        var fields = new JsonFields(StrictJson.object(document.bytes(), Manifest.BYTES_MAX, where), where);
        fields.refuseOtherSpelling("schemaVersion", "mediaType", "config", "layers", "manifests", "subject");
        if (fields.number("schemaVersion") != 2) {
            throw fields.malformed("unsupported schema version");
        }
        var stated = fields.text("mediaType");
        if (!stated.isEmpty() && !stated.equals(mediaType)) {
            throw fields.malformed("says it is \"%s\", was sent as \"%s\"".formatted(stated, mediaType));
        }
        var foreign =
                this == INDEX ? new String[] {"layers", "config", "fsLayers"} : new String[] {"manifests", "fsLayers"};
        for (var key : foreign) {
            if (fields.has(key)) {
                throw fields.malformed("holds \"%s\", which has no place in it".formatted(key));
            }
        }
        return fields;
    }
}
