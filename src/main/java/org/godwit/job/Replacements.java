package org.godwit.job;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.catalog.Catalogue;
import org.godwit.catalog.MigrationEntity;
import org.godwit.shared.CanonicalJson;
import org.godwit.site.ObjectType;

/**
 * Source objects in whose place an object of the destination is used: collections that were mapped (CM-83), and boot images of
 * an architecture for which the destination has its own (CM-54).
 */
final class Replacements {

    private final Catalogue catalogue;
    private final Map<Architecture, String> bootImages;
    private final Map<String, String> imageKeys = new HashMap<>();
    private final Map<ObjectType, Map<String, String>> keys;
    private final Set<Long> noted = new HashSet<>();

    Replacements(Catalogue catalogue, JobSettings settings) {
        this.catalogue = catalogue;
        this.bootImages = settings.bootImages();
        this.keys = Map.of(ObjectType.COLLECTION, settings.collectionMapping(), ObjectType.BOOT_IMAGE, imageKeys);
    }

    /** Finds out which of these are replaced; must be called before {@link #has} is asked of them. */
    void note(Collection<MigrationEntity> entities) {
        if (bootImages.isEmpty()) {
            return;
        }
        List<MigrationEntity> images = entities.stream()
                .filter(e -> e.type() == ObjectType.BOOT_IMAGE && noted.add(e.id()))
                .toList();
        Map<Long, String> payloads =
                catalogue.payloads(images.stream().map(MigrationEntity::id).toList());
        for (MigrationEntity image : images) {
            Map<?, ?> payload = CanonicalJson.read(payloads.getOrDefault(image.id(), "{}"), Map.class);
            if (payload.get("Architecture") instanceof Number number) {
                Architecture.of(number.intValue())
                        .map(bootImages::get)
                        .ifPresent(own -> imageKeys.put(image.sourceKey(), own));
            }
        }
    }

    boolean has(MigrationEntity entity) {
        return keys.getOrDefault(entity.type(), Map.of()).containsKey(entity.sourceKey());
    }

    /** By type, from source key to the key of the destination's object. */
    Map<ObjectType, Map<String, String>> keys() {
        return keys;
    }
}
