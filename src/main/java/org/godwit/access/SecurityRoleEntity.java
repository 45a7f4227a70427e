package org.godwit.access;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.util.HashSet;
import java.util.Set;
import org.godwit.security.Right;
import org.jspecify.annotations.Nullable;

/** A security role, built in or custom. */
@Entity
@Table(name = "security_role")
class SecurityRoleEntity {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name = "";
    private String description = "";
    private boolean builtIn;

    @ElementCollection
    @CollectionTable(name = "security_role_right", joinColumns = @JoinColumn(name = "role_id"))
    @Column(name = "right_name")
    @Enumerated(EnumType.STRING)
    private Set<Right> customRights = new HashSet<>();

    protected SecurityRoleEntity() {}

    SecurityRoleEntity(String name, String description, boolean builtIn) {
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

    /** The rights in force: of a built-in role the program's, of a custom one its own. */
    Set<Right> rights() {
        return builtIn ? BuiltInRole.named(name).map(BuiltInRole::rights).orElse(Set.of()) : Set.copyOf(customRights);
    }

    void change(String newName, String newDescription, Set<Right> newRights) {
        name = newName;
        description = newDescription;
        customRights.clear();
        customRights.addAll(newRights);
    }
}
