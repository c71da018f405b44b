using Lle.Deploy.Diagnostics;
using Lle.Deploy.Options;

namespace Lle.Deploy.Tests.Services;

/// <summary>Bad LleService and LleHealthCheck items: refused with the item's name before anything is touched.</summary>
[TestClass]
public sealed class WhatServicesMayNotSayTests
{
    [TestMethod]
    [DataRow("Manager=upstart", "Manager is 'upstart'")]
    [DataRow("Manager=command", "StartCommand is not set")]
    [DataRow("Manager=command;StartCommand=x;PidFile=web.pid", "PidFile is 'web.pid'; expected an absolute path")]
    [DataRow("Manager=command;StartCommand=x;PidFile=/run/x;OnChange=reload", "ReloadCommand is not set")]
    [DataRow("Manager=command;StartCommand=x;PidFile=/run/x;OnChange=7", "OnChange is '7'")]
    [DataRow("Manager=command;StartCommand=x;PidFile=/run/x;OnChange=-1", "OnChange is '-1'")]
    [DataRow("Manager=command;StartCommand=x;PidFile=/run/x;OnChange=restart,reload", "OnChange is 'restart,reload'")]
    [DataRow("Manager=command;StartCommand=x;PidFile=/run/x;User=root", "User is 'root'; expected nothing")]
    public void A_service_that_contradicts_itself(string metadata, string message)
    {
        var problem = Problems("LleService", metadata)[0];

        Assert.AreEqual(("LLE2401", "LleService", "web"), (problem.Code, problem.Location.Property, problem.Location.Item));
        Assert.Contains(message, problem.Message);
    }

    [TestMethod]
    [DataRow("", "Url is not set; expected exactly one of Url, Tcp and Command")]
    [DataRow("Url=http://localhost/;Tcp=localhost:80", "Tcp is 'localhost:80'; expected exactly one of Url, Tcp and Command")]
    [DataRow("Url=https://localhost/", "for https use Command")]
    [DataRow("Url=/health", "an address that begins with 'http://'")]
    [DataRow("Tcp=localhost", "HOST:PORT")]
    [DataRow("Tcp=localhost:0", "HOST:PORT")]
    [DataRow("Url=http://localhost/;ExpectStatus=two hundred", "status codes from 100 to 599")]
    [DataRow("Url=http://localhost/;ExpectStatus=299-200", "status codes from 100 to 599")]
    [DataRow("Tcp=localhost:80;ExpectStatus=200", "there is no Url")]
    [DataRow("Tcp=localhost:80;TimeoutSeconds=0", "from 1 to 3600")]
    [DataRow("Tcp=localhost:80;Retries=-1", "from 0 to")]
    public void A_check_that_asks_nothing_or_two_things(string metadata, string message)
    {
        var problem = Problems("LleHealthCheck", metadata)[0];

        Assert.AreEqual(("LLE2401", "LleHealthCheck", "web"), (problem.Code, problem.Location.Property, problem.Location.Item));
        Assert.Contains(message, problem.Message);
    }

    private static IReadOnlyList<Diagnostic> Problems(string type, string metadata)
    {
        var values = metadata.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(each => each.Split('=', 2))
            .ToDictionary(each => each[0], each => each[1], StringComparer.OrdinalIgnoreCase);
        return Assert.ThrowsExactly<DeploymentException>(() => new OptionsReader(
            new Dictionary<string, string> { ["LleInstallPrefix"] = "/opt/lle" }, "/work")
        {
            Items = [new ItemValues(type, "web", values)],
        }.Read()).Diagnostics;
    }
}
