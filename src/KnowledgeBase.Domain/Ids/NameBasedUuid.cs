namespace KnowledgeBase.Domain.Ids;
public static class NameBasedUuid { public static Guid Create(Guid ns, string name) => new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(ns + name)).AsSpan(0,16)); }
