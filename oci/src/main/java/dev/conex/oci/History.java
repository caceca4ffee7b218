package dev.conex.oci;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One step by which an image was made; `emptyLayer` when it left no layer.
public record History(@Nullable Instant created, String createdBy, String author, String comment, boolean emptyLayer) {

    static History read(JsonFields in) throws MalformedContent {
        return new History(
                in.time("created"),
                in.text("created_by"),
                in.text("author"),
                in.text("comment"),
                in.flag("empty_layer"));
    }

    JsonText write() {
        return new JsonText()
                .put("created", created)
                .put("created_by", createdBy)
                .put("author", author)
                .put("comment", comment)
                .put("empty_layer", emptyLayer);
    }
}
