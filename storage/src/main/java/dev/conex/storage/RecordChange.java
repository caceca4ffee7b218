package dev.conex.storage;

/// One change of a record.
sealed interface RecordChange {
    Kind kind();

    String id();

    Durability durability();

    final class Put implements RecordChange {
        private final Kind kind;
        private final String id;
        private final byte[] json;
        private final Durability durability;

        Put(Kind kind, String id, byte[] json, Durability durability) {
            this.kind = kind;
            this.id = id;
            this.json = json;
            this.durability = durability;
        }

        @Override
        public Kind kind() {
            return kind;
        }

        @Override
        public String id() {
            return id;
        }

        byte[] json() {
            return json;
        }

        @Override
        public Durability durability() {
            return durability;
        }
    }

    record Delete(Kind kind, String id, Durability durability) implements RecordChange {}
}
