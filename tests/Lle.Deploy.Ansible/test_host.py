"""The task as Ansible runs it, in check mode and out of it. Ansible stands aside (any Python will do), and the roll-out is answered here."""
import importlib
import sys
import types
import unittest
from unittest import mock


def action_plugin():
    errors, action = types.ModuleType("ansible.errors"), types.ModuleType("ansible.plugins.action")
    for name in ("AnsibleActionFail", "AnsibleConnectionFailure", "AnsibleError"):
        setattr(errors, name, type(name, (Exception,), {}))
    action.ActionBase = type("ActionBase", (), {"run": lambda self, tmp=None, task_vars=None: {}})
    modules = {"ansible": types.ModuleType("ansible"), "ansible.errors": errors, "ansible.plugins": types.ModuleType("ansible.plugins"),
               "ansible.plugins.action": action}
    with mock.patch.dict(sys.modules, modules):
        return importlib.import_module("ansible_collections.lle.deploy.plugins.action.host")


host = action_plugin()


class Arguments(unittest.TestCase):
    def request(self, **arguments):
        action = host.ActionModule()
        action._task = types.SimpleNamespace(args={"bundle": "b.tar.gz", "programs": {"x86_64": "lle"}, **arguments})
        action._play_context = types.SimpleNamespace(check_mode=False)
        return action.request("h1")

    def test_what_is_not_said_is_the_default_and_nought_is_nought(self):
        self.assertEqual((60, 0), (self.request()["patience"], self.request()["confirm"]))
        self.assertEqual((0, 30), (self.request(patience=0)["patience"], self.request(confirm="30")["confirm"]))
        for empty in (None, ""):
            self.assertEqual((60, 0), (self.request(patience=empty)["patience"], self.request(confirm=empty)["confirm"]))

    def test_commands_are_allowed_only_by_what_means_yes(self):
        for given in (True, "true", "True", "yes", 1):
            self.assertIs(True, self.request(allow_commands=given)["allow_commands"], given)
        for given in (False, "false", "False", "no", 0, "", None):
            self.assertIs(False, self.request(allow_commands=given)["allow_commands"], given)
        self.assertIs(False, self.request()["allow_commands"])


class CheckMode(unittest.TestCase):
    def run_task(self, operation, check_mode, **record):
        action = host.ActionModule()
        action._task = types.SimpleNamespace(args={"operation": operation, "bundle": "b.tar.gz", "programs": {"x86_64": "lle"}})
        action._play_context = types.SimpleNamespace(check_mode=check_mode)
        answer = {"status": "SUCCESS", "msg": "", "record": record}
        with mock.patch.object(host, "Rollout") as rollout:
            rollout.return_value.run.return_value = answer
            result = action.run(task_vars={"inventory_hostname": "h1"})
            self.asked = [call.args[1]["operation"] for call in rollout.call_args_list]
        return result

    def test_nothing_is_rolled_back(self):
        self.assertTrue(self.run_task("rollback", check_mode=True).get("skipped"))
        self.assertEqual([], self.asked)
        self.assertTrue(self.run_task("rollback", check_mode=False)["changed"])
        self.assertEqual(["rollback"], self.asked)

    def test_a_deployment_is_planned_and_is_changed_where_it_would_change_something(self):
        self.assertTrue(self.run_task("deploy", check_mode=True, ChangesAnything=True)["changed"])
        self.assertEqual(["plan"], self.asked)
        self.assertFalse(self.run_task("deploy", check_mode=True, ChangesAnything=False)["changed"])

    def test_a_look_changes_nothing(self):
        for operation in ("plan", "status"):
            self.assertFalse(self.run_task(operation, check_mode=False, ChangesAnything=True)["changed"])


if __name__ == "__main__":
    unittest.main()
