package dev.conex.storage;

final class MemoryContentTest implements ContentContract {
    private final Content content = new MemoryContent();

    @Override
    public Content content() {
        return content;
    }
}
