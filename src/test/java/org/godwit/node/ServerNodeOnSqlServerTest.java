package org.godwit.node;

import org.godwit.testing.OnSqlServer;

@OnSqlServer
class ServerNodeOnSqlServerTest extends ServerNodeTest {}
