package org.godwit.site.sql;

import org.godwit.site.ArrivalRules;
import org.godwit.site.ObjectRules;
import org.godwit.site.ObjectType;
import org.godwit.site.sql.definition.ObjectDefinitions;
import org.springframework.stereotype.Component;

/** The rules of the definitions that reading follows too. */
@Component
class DefinedRules implements ObjectRules {

    @Override
    public ArrivalRules of(ObjectType type) {
        return ObjectDefinitions.rules(type);
    }
}
