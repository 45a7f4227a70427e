package org.godwit.client;

import org.godwit.testing.OnSqlServer;

@OnSqlServer
class ReconciliationOnSqlServerTest extends ReconciliationTest {}
