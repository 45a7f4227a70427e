package org.godwit.content;

class DirectoryStoreTest extends ContentStoreContract {

    @Override
    ContentTarget open() {
        return new DirectoryStore(local.resolve("library"));
    }
}
