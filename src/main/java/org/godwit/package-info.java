/** Godwit, a Configuration Manager hierarchy migration server. Each package below is a module; start at docs/architecture.md. */
@NullMarked
package org.godwit;

import org.jspecify.annotations.NullMarked;
