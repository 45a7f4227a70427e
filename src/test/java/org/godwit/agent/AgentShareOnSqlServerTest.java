package org.godwit.agent;

import org.godwit.testing.OnSqlServer;

@OnSqlServer
class AgentShareOnSqlServerTest extends AgentShareTest {}
