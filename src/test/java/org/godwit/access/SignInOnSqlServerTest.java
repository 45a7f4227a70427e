package org.godwit.access;

import org.godwit.testing.OnSqlServer;

@OnSqlServer
class SignInOnSqlServerTest extends SignInTest {}
