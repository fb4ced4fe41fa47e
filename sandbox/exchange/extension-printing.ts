// How an open extension is printed, by itself and inside its event.

export type Extension = Record<string, unknown> & { extensionName: string }

export const extensionId = (name: string) => `microsoft.graph.openTypeExtension.${name}`

export const printExtension = (extension: Record<string, unknown>) => ({
  '@odata.type': '#microsoft.graph.openTypeExtension',
  id: extensionId(String(extension.extensionName)),
  extensionName: String(extension.extensionName),
  ...extension
})
