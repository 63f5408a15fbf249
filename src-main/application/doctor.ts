export const examineMachine = async (): Promise<
  { subject: string; ok: boolean; found: string; remedy: string | null }[]
> => []
