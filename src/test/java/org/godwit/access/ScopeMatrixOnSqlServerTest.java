package org.godwit.access;

import org.godwit.testing.OnSqlServer;

@OnSqlServer
class ScopeMatrixOnSqlServerTest extends ScopeMatrixTest {}
