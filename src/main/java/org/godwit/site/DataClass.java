package org.godwit.site;

/** Classes of information read from a source (design 8). Those that concern people are off unless the admin ticks them. */
public enum DataClass {
    DEVICE_IDENTITY(true),
    NETWORK_ADDRESSES(true),
    SOFTWARE(true),
    CONFIGURATION(true),
    CONTENT(true),
    PEOPLE(false);

    private final boolean onByDefault;

    DataClass(boolean onByDefault) {
        this.onByDefault = onByDefault;
    }

    public boolean onByDefault() {
        return onByDefault;
    }
}
