/** Tests of client records: rules, phases, the guard, and what happens when a run dies or clients arrive meanwhile. */
@NullMarked
package org.godwit.client;

import org.jspecify.annotations.NullMarked;
