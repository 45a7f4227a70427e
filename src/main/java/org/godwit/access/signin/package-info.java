/** Sign-in over the web: filter chains, credentials of requests, and what an unauthenticated caller is answered. */
@NullMarked
package org.godwit.access.signin;

import org.jspecify.annotations.NullMarked;
