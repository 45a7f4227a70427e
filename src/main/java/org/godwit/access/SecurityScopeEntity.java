package org.godwit.access;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A security scope, built in or custom. */
@Entity
@Table(name = "security_scope")
class SecurityScopeEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name = "";
    private String description = "";
    private boolean builtIn;

    protected SecurityScopeEntity() {}

    SecurityScopeEntity(String name, String description, boolean builtIn) {
        this.name = name;
        this.description = description;
        this.builtIn = builtIn;
    }

    long id() {
        return java.util.Objects.requireNonNull(id);
    }

    String name() {
        return name;
    }

    String description() {
        return description;
    }

    boolean builtIn() {
        return builtIn;
    }
}
